namespace Verifier.Workers.Running;

/// <summary>The smallest scenario that was found to show a finding, or why there is none. Plain data: workers send it.</summary>
internal sealed record MinimalScenario
{
    /// <summary>The script; null when there is none.</summary>
    public string? Script { get; init; }

    /// <summary>Operations of its workload.</summary>
    public int Operations { get; init; }

    /// <summary>Calls that it makes to fail.</summary>
    public int Failures { get; init; }

    /// <summary>Was everything tried? False when the tries were used up before.</summary>
    public bool IsFinished { get; init; }

    /// <summary>The reason why there is none, in a sentence; null when there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>The file, below the results folder and with forward slashes; null until it is written.</summary>
    public string? File { get; init; }

    /// <summary>There is none.</summary>
    public static MinimalScenario None(string problem) => new() { Problem = problem };
}
