"""`python -m onrecord` is the command `onrecord`."""

from onrecord.show.terminal import main

main()
