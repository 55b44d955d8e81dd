"""What makes the theme's data sets: one fictional backpack shop, its bags, shoppers, journeys and message log."""
