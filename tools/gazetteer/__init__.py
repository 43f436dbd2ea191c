"""`make gazetteer`: fills an Addresses table from the files that Ordnance Survey and the districts supply."""
