"""The DGFiP's own fictitious data sets, and files of personas: read whole (`reading`) or refused with everything that is wrong in them."""
