"""What runs in the contained child: guard, scan and read one file after another. Imports nothing of the domain."""
