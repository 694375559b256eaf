"""The finance bureau's side: all returns below a folder in one summary workbook, and a letter for each with errors.

`sources` finds the files, `record` says what one of them holds, `work` has that done by several processes, `store`
keeps it, `district` puts the returns side by side, `summary` and `letters` write. `collect.collect` is the whole.
"""
