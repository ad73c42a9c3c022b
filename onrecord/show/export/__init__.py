"""The record as a file: one page to read, or data for other programs.

    page.Page            what is exported; from_record.page fills it
    to_file.export       writes it, by the file's suffix
    as_html              one self-contained page
    as_json              the command-line contract's objects; as_versions: a statement's versions
    as_csv               statements as rows
    as_brat, as_annotation    for annotation tools

Each file is loaded by who needs it: `extract` writes JSON without what compares and matches.
"""
