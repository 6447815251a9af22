"""Who works here: persons, what they may do in which agency, invitations. Sign-in itself is django-allauth's."""
