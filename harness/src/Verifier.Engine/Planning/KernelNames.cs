using System.Collections.Frozen;
using Verifier.Kernel;
using Verifier.Scenarios.Surroundings;

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
    public IReadOnlyCollection<string> Ddis { get; } = [.. Names(canFail: true)];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> OtherDdis { get; } = [.. Names(canFail: false)];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Families => DdiFamilies.Names;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Profiles { get; } = [.. SystemProfile.All.Select(p => p.Name)];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, uint> Statuses { get; } =
        StatusTable.All.ToFrozenDictionary(row => row.Name, row => row.Status.Value, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, uint> BugChecks { get; } =
        Enum.GetValues<Kernel.BugCheckCode>().ToFrozenDictionary(c => c.ToString(), c => (uint)c, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, uint> MinorFunctions { get; } = IrpFunctionName.MinorCodes;

    private static IEnumerable<string> Names(bool canFail) =>
        DdiCatalogue.Names.Where(name => DdiCatalogue.FindExport(name)?.CanFail == canFail);
}
