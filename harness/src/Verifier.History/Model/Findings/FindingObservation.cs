namespace Verifier.History;

/// <summary>A finding in one target of one night, as it is handed in.</summary>
public sealed record FindingObservation
{
    /// <summary>What was found. Its nights and times are not read: the store knows them.</summary>
    public required FindingRow Finding { get; init; }

    /// <summary>Runs of the target that show it, the golden run included.</summary>
    public required int Runs { get; init; }

    /// <summary>The run that shows it best.</summary>
    public required Exemplar Exemplar { get; init; }
}
