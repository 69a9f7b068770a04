// Loads, kills and two-second bars want the machine for themselves.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
