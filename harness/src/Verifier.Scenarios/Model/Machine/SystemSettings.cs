using Verifier.Scenarios.Surroundings;

namespace Verifier.Scenarios.Model;

/// <summary><c>system:</c>, the simulated machine. A value of null means "what the profile says".</summary>
public sealed record SystemSettings : ScenarioNode
{
    /// <summary>The profile used when a script names none.</summary>
    public const string DefaultProfile = "windows-10-x64";

    /// <summary>The machine a script gets that says nothing about it.</summary>
    public static SystemSettings Default { get; } = new();

    /// <summary>Name of the profile, one of <see cref="IScenarioNames.Profiles"/>.</summary>
    public string Profile { get; init; } = DefaultProfile;

    /// <summary>Size of the nonpaged pool in bytes.</summary>
    public long? NonpagedPool { get; init; }

    /// <summary>Size of the paged pool in bytes.</summary>
    public long? PagedPool { get; init; }

    /// <summary>Number of system page table entries, one per mapped page.</summary>
    public int? SystemPtes { get; init; }

    /// <summary>Number of map registers for DMA, one per page of a transfer.</summary>
    public int? MapRegisters { get; init; }
}
