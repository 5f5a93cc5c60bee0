using Verifier.Kernel;

namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>The stops and protocol violations that the machines of one test really raised.</summary>
internal sealed class StopRecord
{
    private readonly HashSet<ProvenStop> _raised = [];

    /// <summary>What was raised so far.</summary>
    public IReadOnlySet<ProvenStop> Raised => _raised;

    /// <summary>Notes what a machine has raised; call it before the machine forgets.</summary>
    public void Take(Machine? machine)
    {
        if (machine?.Stopped?.BugCheck is { } stop)
        {
            _raised.Add(ProvenStop.Of(stop));
        }

        foreach (var noted in machine?.Violations ?? [])
        {
            _raised.Add(ProvenStop.Of(noted.Stop));
        }
    }

    /// <summary>Begins another test.</summary>
    public void Clear() => _raised.Clear();
}
