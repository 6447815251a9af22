"""The plan of a year as a workbook, out and in.

`columns` says what stands where, `writing` makes it, `reading` opens one that came back, `review` compares that with the plan.
"""
