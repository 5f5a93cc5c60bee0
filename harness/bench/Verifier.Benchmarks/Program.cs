using Verifier.Benchmarks;

// An empty .NET process for the start-up benchmark to compare with: nothing else may be loaded before this line.
if (args is ["empty"])
{
    return 0;
}

return Suite.Run(args);
