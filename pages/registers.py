"""The registers of associations: what came in from which file."""

from ui import parts, register_file, register_files

if number := parts.number_of("file"):
    register_file.show(number)
else:
    register_files.show()
