global using NUnit.Framework;
global using Verifier.Tests.Kernel.BugChecks.Proof;
