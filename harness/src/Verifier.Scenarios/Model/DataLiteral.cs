namespace Verifier.Scenarios.Model;

/// <summary>Bytes a script hands to a driver.</summary>
public abstract record DataLiteral : ScenarioNode
{
    /// <summary>Longest literal a script may ask for, in bytes.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    /// <summary>Number of bytes.</summary>
    public abstract int Length { get; }
}
