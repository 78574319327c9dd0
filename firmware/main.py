"""Start sbernode. Ctrl-C goes back to the prompt."""

from sbernode.app import main

main()
