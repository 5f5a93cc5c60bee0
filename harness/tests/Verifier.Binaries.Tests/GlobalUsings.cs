global using NUnit.Framework;

// Native code runs at one constant address, so one machine with a compiled driver is alive at a time (ARCHITECTURE, compiled drivers).
[assembly: NonParallelizable]
