using System.Globalization;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Acceptance.Library.Record;

/// <summary>Everything that is declared of every DDI, by name: a head with the name, then a line a fact.</summary>
internal static class DdiLines
{
    /// <summary>The lines.</summary>
    public static List<string> All() =>
    [
        .. DdiCatalogue.All.OrderBy(d => d.Name, StringComparer.Ordinal).SelectMany(Of),
        "macros:",
        .. DdiMacros.Exports.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"  {m.Key} = {m.Value}"),
    ];

    private static IEnumerable<string> Of(Ddi ddi) =>
    [
        ddi.Name,
        string.Create(CultureInfo.InvariantCulture, $"  number {ddi.Number:X8}, module {ddi.Module}, since {ddi.Since}"),
        $"  parameters: {string.Join(", ", ddi.Parameters.Select(p => $"{p.Name} {p.Kind}"))}",
        $"  irql: {IrqlOf(ddi.Irql)}",
        .. ddi.Family == DdiFamily.None ? [] : Fact("family", DdiFamilies.NameOf(ddi.Family)),
        .. ddi.CanFail ? Fact("fails", FailureOf(ddi.Failure)) : [],
        .. Fact("low resources since", ddi.LowResourcesSince?.ToString()),
        .. Fact("gives back when", ddi.GivesBack?.When),
        .. Fact("modelled", ddi.Modelled),
        .. Fact("expands to", ddi.ExpandsTo),
        .. Fact("successor", ddi.Successor is { } next ? $"{next.Name} since {next.Since} ({next.Source})" : null),
    ];

    private static string IrqlOf(IrqlRule rule) => rule.When == IrqlCondition.Never
        ? $"{rule.Lowest} to {rule.Highest}"
        : string.Create(CultureInfo.InvariantCulture, $"{rule.Lowest} to {rule.Highest}, {rule.HighestWhen} when {rule.When} of parameter {rule.Parameter}, since {rule.Since}");

    private static string FailureOf(FailureContract failure) => $"{failure.Shape} {failure.Status}"
        + (failure.Alternatives.Count > 0 ? $", or {string.Join(", ", failure.Alternatives)}" : string.Empty);

    private static IEnumerable<string> Fact(string name, string? value) => string.IsNullOrEmpty(value) ? [] : [$"  {name}: {value}"];
}
