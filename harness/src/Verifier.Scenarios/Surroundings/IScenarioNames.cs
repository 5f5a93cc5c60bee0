namespace Verifier.Scenarios.Surroundings;

/// <summary>
/// The words of a script that the simulated machine defines. The caller of the reader supplies them from the DDI catalogue.
/// </summary>
public interface IScenarioNames
{
    /// <summary>Names of all DDIs that can be made to fail, and of macros that call one, in NT's spelling. Order is irrelevant.</summary>
    IReadOnlyCollection<string> Ddis { get; }

    /// <summary>Names of the other DDIs and macros: those that cannot fail for lack of resources.</summary>
    IReadOnlyCollection<string> OtherDdis { get; }

    /// <summary>Names of the DDI families: pool, mdl, map, irp, work-item, dma, string, object, lookaside, wait, all.</summary>
    IReadOnlyCollection<string> Families { get; }

    /// <summary>Names of the system profiles, such as <c>windows-xp-x86</c>.</summary>
    IReadOnlyCollection<string> Profiles { get; }

    /// <summary>NTSTATUS names and values. If empty, any name of the form <c>STATUS_…</c> is refused in favour of its number.</summary>
    IReadOnlyDictionary<string, uint> Statuses { get; }

    /// <summary>Names and values of minor function codes (IRP_MN_…). If empty, they must be written as numbers.</summary>
    IReadOnlyDictionary<string, uint> MinorFunctions { get; }

    /// <summary>Bug check names and codes. If empty, bug checks must be written as numbers.</summary>
    IReadOnlyDictionary<string, uint> BugChecks { get; }
}
