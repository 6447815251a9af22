"""Layouts: one file for each official form; a layout turns a paper into a sheet. How a sheet is printed is the formats' business."""
