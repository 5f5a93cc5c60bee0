using System.Collections.Frozen;
using Verifier.Kernel;
using Verifier.Scenarios;

namespace Verifier.Engine.Planning;

/// <summary>The words of a script that the simulated kernel defines, straight from its catalogues.</summary>
public sealed class KernelNames : IScenarioNames
{
    /// <summary>The only instance.</summary>
    public static readonly KernelNames Instance = new();

    private KernelNames()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Ddis { get; } = [.. DdiCatalogue.All.Where(d => d.CanFail || d.ExpandsTo is not null).Select(d => d.Name)];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Families => DdiFamilies.Names;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Profiles { get; } = [.. SystemProfile.All.Select(p => p.Name)];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, uint> Statuses { get; } = NTSTATUS.Known.Select(k => (k.Status.Value, k.Name)).Concat(StatusNames.All)
        .DistinctBy(k => k.Name)
        .ToFrozenDictionary(k => k.Name, k => k.Value, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, uint> BugChecks { get; } =
        Enum.GetValues<Kernel.BugCheckCode>().ToFrozenDictionary(c => c.ToString(), c => (uint)c, StringComparer.Ordinal);
}
