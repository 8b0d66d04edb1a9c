"""THE TAX API AND ITS GATEWAY: `/token`, credentials, quota, contract, consent asked of FranceConnect, notices."""
