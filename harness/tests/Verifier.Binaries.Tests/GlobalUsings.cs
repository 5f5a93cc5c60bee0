global using NUnit.Framework;

// Native code runs at one constant address, so one machine with a compiled driver is alive at a time
// (harness/docs/ARCHITECTURE.md#compiled-drivers).
[assembly: NonParallelizable]
