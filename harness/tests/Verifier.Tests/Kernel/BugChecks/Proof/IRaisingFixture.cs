namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>A fixture that can tell what the running test has raised.</summary>
internal interface IRaisingFixture
{
    /// <summary>The stops and violations of the running test's machines.</summary>
    IReadOnlySet<ProvenStop> RaisedByTest();
}
