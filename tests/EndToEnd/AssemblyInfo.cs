// Every test runs six processes; on two cores one such set at a time is enough.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
