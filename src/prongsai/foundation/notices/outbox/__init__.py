"""The way of a mail: gathered from notices that wait to be told, written, handed to a mail server, settled."""
