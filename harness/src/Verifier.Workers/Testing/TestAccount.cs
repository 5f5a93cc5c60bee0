using Verifier.Engine.Verdicts;
using Verifier.Workers.Messages;

namespace Verifier.Workers.Testing;

/// <summary>The facts that a test needs of a run that a worker does, field by field.</summary>
internal sealed class TestAccount : IRunAccount<TestedRun>
{
    /// <summary>The only one that is needed.</summary>
    public static readonly TestAccount Instance = new();

    private TestAccount()
    {
    }

    /// <inheritdoc/>
    public string Name => "test";

    /// <inheritdoc/>
    public void Write(MessageWriter to, RunResult result)
    {
        var run = TestedRun.Of(result);
        to.Fields(run.Surprises);
        to.Fields(run.Untested is { } untested ? [untested] : []);
        to.Fields(run.Details);
        to.Field(run.Token);
    }

    /// <inheritdoc/>
    public TestedRun Read(MessageReader from) => new()
    {
        Surprises = [.. from.Fields()],
        Untested = from.Fields() is [var untested] ? untested : null,
        Details = [.. from.Fields()],
        Token = from.Field(),
    };
}
