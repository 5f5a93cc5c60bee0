namespace Verifier.Cli.Minimal;

/// <summary>The smallest scenario that was found, or why there is none.</summary>
internal sealed record ShrinkAnswer
{
    /// <summary>The reason why there is none; null when there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>The new place of the token's fault point in a driver that was built again; null when there is none to report.</summary>
    public string? Moved { get; init; }

    /// <summary>The script's path.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>The name of the scenario.</summary>
    public string Scenario { get; init; } = string.Empty;

    /// <summary>The name of the scenario that it was made of.</summary>
    public string Original { get; init; } = string.Empty;

    /// <summary>The kind of finding as scripts spell it.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>The finding's title.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>The finding's fingerprint.</summary>
    public string Fingerprint { get; init; } = string.Empty;

    /// <summary>Operations before.</summary>
    public int OperationsBefore { get; init; }

    /// <summary>Operations now.</summary>
    public int Operations { get; init; }

    /// <summary>Failures before.</summary>
    public int FailuresBefore { get; init; }

    /// <summary>Failures now.</summary>
    public int Failures { get; init; }

    /// <summary>Scenarios tried.</summary>
    public int Tries { get; init; }

    /// <summary>True if everything was tried.</summary>
    public bool IsFinished { get; init; }

    /// <summary>The script.</summary>
    public string Script { get; init; } = string.Empty;
}
