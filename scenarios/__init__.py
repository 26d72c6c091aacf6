"""What-if scenarios, comparison, rebalancing and the worked cases; everything here stands on ``optimizer``."""
