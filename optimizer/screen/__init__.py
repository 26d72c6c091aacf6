"""What commands show on a terminal: data on stdout, everything else on stderr. For the edges only."""
