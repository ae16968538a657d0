"""The Qt-free front door: a project is opened, read, changed, imported into and exported here."""
