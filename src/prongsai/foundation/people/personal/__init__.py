"""Personal data: what the registry says is whose, exported, erased and looked through for what was kept long enough.

No tables of its own. What a model holds of persons, its part declares (`registry.personal_data`, `registry.nothing_personal`).
"""
