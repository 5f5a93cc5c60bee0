using Microsoft.CodeAnalysis;

namespace Verifier.Generators.Ddis;

/// <summary>Writes the catalogue entry of a DDI: its facts, and the call of its method with register values.</summary>
internal static class EntryWriter
{
    private static readonly string[] Plain = ["Module", "Family", "Allocates", "Frees", "Releases", "Since", "LowResourcesSince", "Modelled", "IsInert", "IsMember", "IsVariadic", "ExpandsTo"];

    /// <summary>Stands where the ordinal goes, which is known when all DDIs are together.</summary>
    public const string OrdinalHole = "<ordinal>";

    /// <summary>C# that makes the entry.</summary>
    public static string Write(DdiDeclaration ddi, uint number)
    {
        var facts = Plain
            .Select(name => ddi.Attribute.Named(name) is { } stated ? $"{name} = {stated.InSource()}" : null)
            .Concat([$"Ordinal = {OrdinalHole}", $"Number = 0x{number:X8}", Irql(ddi), ChecksIrql(ddi), Failure(ddi), Check(ddi), GivesBack(ddi), Successor(ddi), Aliases(ddi), Body(ddi)])
            .Where(fact => fact is not null);
        return $"new(\"{ddi.Name}\", [{string.Join(", ", ddi.Parameters.Select(Parameter))}], reportsFreedObjects: {Reports(ddi)})\n    {{\n        "
            + string.Join(",\n        ", facts) + ",\n    }";
    }

    private static string Parameter(DdiParameter parameter) =>
        $"new(\"{parameter.HeaderName}\", ParameterKind.{parameter.Kind}, {parameter.Type.Width})";

    private static string Reports(DdiDeclaration ddi) => ddi.Attribute.Named("ReportsFreedObjects")?.Value is true ? "true" : "false";

    private static string? Aliases(DdiDeclaration ddi) => ddi.Attribute.Named("Aliases") is { } stated
        ? $"Aliases = [{string.Join(", ", stated.Values.Select(v => v.InSource()))}]"
        : null;

    private static string? Irql(DdiDeclaration ddi)
    {
        var irql = ddi.Method.Find("IrqlAttribute");
        if (irql.Argument(0) is not { } highest)
        {
            return null;
        }

        if (highest.Type?.Name == "IrqlCondition")
        {
            return $"Irql = IrqlRule.Dispatch.Or(KIRQL.APC_LEVEL, {highest.InSource()})";
        }

        var lowest = irql.Named("Lowest")?.InSource() ?? "KIRQL.PASSIVE_LEVEL";
        var rule = $"new IrqlRule({lowest}, {highest.InSource()})";
        if (irql.Named("When") is not { } when)
        {
            return $"Irql = {rule}";
        }

        var lower = irql.Named("Lower")?.InSource() ?? "KIRQL.PASSIVE_LEVEL";
        if (when.Member() == "OlderWindows")
        {
            return $"Irql = {rule}.OrBefore({irql.Named("Since")?.InSource()}, {lower})";
        }

        var position = irql.Named("Parameter")?.Value is string name ? ddi.Position(name, "its IRQL") : 0;
        return $"Irql = {rule}.Or({lower}, {when.InSource()}, {position})";
    }

    private static string? ChecksIrql(DdiDeclaration ddi) =>
        ddi.Method.Find("IrqlAttribute").Named("ChecksItself")?.Value is true ? "ChecksIrqlItself = true" : null;

    private static string? Failure(DdiDeclaration ddi)
    {
        var fails = ddi.Method.Find("FailsAttribute");
        if (fails.Argument(0) is not { } shape)
        {
            return null;
        }

        var status = fails.Named("Status")?.Value as string ?? "STATUS_INSUFFICIENT_RESOURCES";
        var more = new[]
        {
            Bound(ddi, fails!, "ByArguments", "a", hasMachine: false),
            Bound(ddi, fails!, "MoreByArguments", "(machine, a)", hasMachine: true),
            Bound(ddi, fails!, "InContext", "machine", hasMachine: true),
            Bound(ddi, fails!, "Crash", "(machine, a)", hasMachine: true),
            fails.Named("Alternatives") is { } shapes ? $"Alternatives = [{string.Join(", ", shapes.Values.Select(v => v.InSource()))}]" : null,
        };
        return $"Failure = new FailureContract({shape.InSource()}, NTSTATUS.{status}) {{ {string.Join(", ", more.Where(m => m is not null))} }}";
    }

    private static string? Bound(DdiDeclaration ddi, AttributeData attribute, string property, string parameters, bool hasMachine) =>
        attribute.Named(property)?.Value is string name && BoundMethod.Call(ddi, name, hasMachine) is { } call
            ? $"{property} = static {parameters} => {call}"
            : null;

    private static string? Check(DdiDeclaration ddi) =>
        ddi.Method.Find("ChecksAttribute").Argument(0)?.Value is string name && BoundMethod.Call(ddi, name, hasMachine: true) is { } call
            ? $"Check = static (machine, a) => {call}"
            : null;

    private static string? GivesBack(DdiDeclaration ddi)
    {
        var givesBack = ddi.Method.Find("GivesBackAttribute");
        return givesBack.Argument(1)?.Value is string name && BoundMethod.Call(ddi, name, hasMachine: false) is { } call
            ? $"GivesBack = new GiveBack({givesBack.Argument(0)?.InSource()}) {{ Matches = static a => {call} }}"
            : null;
    }

    private static string? Successor(DdiDeclaration ddi) => ddi.Method.Find("SupersededAttribute") is { } superseded
        ? $"Successor = new DdiSuccessor({string.Join(", ", superseded.ConstructorArguments.Select(s => s.InSource()))})"
        : null;

    private static string Body(DdiDeclaration ddi)
    {
        var arguments = ddi.Parameters.Select((p, i) => p.Type.Read($"a[{i}]", "machine"));
        string[] rest = ddi.IsVariadic ? [$"a[{ddi.Parameters.Length}..]"] : [];
        string[] all = ["machine", .. arguments, .. rest];
        var call = $"{ddi.Class}.{ddi.Name}({string.Join(", ", all)})";
        return (ddi.IsSequence, ddi.Result) switch
        {
            (true, _) => $"Sequence = static (machine, a) => {call}",
            (_, null) => $"Body = static (machine, a) =>\n        {{\n            {call};\n            return 0;\n        }}",
            (_, var result) => $"Body = static (machine, a) => {result.Write(call)}",
        };
    }
}
