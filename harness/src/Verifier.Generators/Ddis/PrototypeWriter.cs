using System.Text;
using Microsoft.CodeAnalysis;

namespace Verifier.Generators.Ddis;

/// <summary>Writes what a driver model calls: the routine under its own name, with C# types.</summary>
internal static class PrototypeWriter
{
    /// <summary>
    /// The prototype, and a second one that takes strings where the DDI allows that; nothing where it is written by hand or left out.
    /// </summary>
    public static string Write(DdiDeclaration ddi)
    {
        if (!ddi.HasPrototype)
        {
            return "";
        }

        var typed = Write(ddi, withText: false);
        return ddi.Parameters.Any(p => p.Text is not null) ? typed + Write(ddi, withText: true) : typed;
    }

    private static string Write(DdiDeclaration ddi, bool withText)
    {
        var text = new StringBuilder("\n");
        foreach (var line in ddi.Documentation)
        {
            text.Append("    ").Append(line).Append('\n');
        }

        var parameters = ddi.Parameters.Select(p => Parameter(p, withText)).ToList();
        if (ddi.IsVariadic)
        {
            parameters.Add("params global::System.ReadOnlySpan<ulong> arguments");
        }

        text.Append(ddi.NeverReturns ? "    [global::System.Diagnostics.CodeAnalysis.DoesNotReturn]\n" : "");
        text.Append($"    public {ddi.Result?.Name ?? "void"} {ddi.Name}({string.Join(", ", parameters)})\n    {{\n");
        if (ddi.Parameters.Any(p => NeedsFrame(p, withText)))
        {
            text.Append("        using var frame = new StackFrame(Machine);\n");
        }

        foreach (var parameter in ddi.Parameters)
        {
            text.Append(Push(parameter));
        }

        var call = Call(ddi, withText);
        if (ddi.NeverReturns)
        {
            return text.Append($"        {call};\n        throw MachineStopped.Instance;\n    }}\n").ToString();
        }

        var written = ddi.Parameters.Where(p => p.Passing is "Out" or "InOut").ToList();
        if (written.Count == 0)
        {
            text.Append(ddi.Result is { } direct ? $"        return {direct.Read(call, "Machine")};\n" : $"        {call};\n");
        }
        else
        {
            text.Append(ddi.Result is null ? $"        {call};\n" : $"        var registerResult = {call};\n");
            foreach (var parameter in written)
            {
                var type = RegisterType.Of(parameter.Subject!)!;
                text.Append($"        {parameter.Name} = {type.Read($"Machine.Memory.Read<{type.Storage}>({Variable(parameter)})", "Machine")};\n");
            }

            text.Append(ddi.Result is { } late ? $"        return {late.Read("registerResult", "Machine")};\n" : "");
        }

        return text.Append("    }\n").ToString();
    }

    private static string Call(DdiDeclaration ddi, bool withText)
    {
        var arguments = ddi.Parameters.Select(p => Argument(p, withText)).ToList();
        if (ddi.IsVariadic)
        {
            return $"Call(Ddis.{ddi.Name}, [{string.Join(", ", arguments)}, .. arguments])";
        }

        var all = new[] { $"Ddis.{ddi.Name}" }.Concat(ddi.IsMember ? [ddi.Parameters[0].Name] : []).Concat(arguments);
        return $"{(ddi.IsMember ? "CallMember" : "Call")}({string.Join(", ", all)})";
    }

    private static string Parameter(DdiParameter parameter, bool withText)
    {
        var subject = parameter.Subject?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var type = parameter.Passing switch
        {
            _ when withText && parameter.Text is not null => parameter.IsOptional ? "string?" : "string",
            "Out" => $"out {subject}",
            "InOut" => $"ref {subject}",
            "In" => subject,
            "OptionalIn" => $"{subject}?",
            "Routine" => parameter.IsOptional ? $"{subject}?" : subject,
            _ => parameter.Type.Name,
        };
        return $"{type} {parameter.Name}{Default(parameter, withText)}";
    }

    private static string Default(DdiParameter parameter, bool withText)
    {
        if (!parameter.Symbol.HasExplicitDefaultValue || (withText && parameter.Text is not null))
        {
            return "";
        }

        var value = parameter.Symbol.ExplicitDefaultValue;
        return (value, parameter.Symbol.Type) switch
        {
            (null, _) => " = default",
            (_, INamedTypeSymbol { EnumUnderlyingType: not null }) => $" = ({parameter.Type.Name}){value}",
            (bool flag, _) => flag ? " = true" : " = false",
            _ => $" = {Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)}",
        };
    }

    private static bool NeedsFrame(DdiParameter parameter, bool withText) =>
        parameter.Passing is "Out" or "InOut" or "In" or "OptionalIn" || (withText && parameter.Text == "Counted");

    private static string Push(DdiParameter parameter)
    {
        var storage = parameter.Subject is { } subject && parameter.Passing != "Routine" ? RegisterType.Of(subject) : null;
        return parameter.Passing switch
        {
            // The type is stated: an int alone would be a number of bytes.
            "Out" => $"        var {Variable(parameter)} = frame.Push<{storage!.Storage}>(default);\n",
            "InOut" => $"        var {Variable(parameter)} = frame.Push<{storage!.Storage}>(({storage.Storage}){storage.Write(parameter.Name)});\n",
            "In" => $"        var {Variable(parameter)} = frame.Push({parameter.Name});\n",
            "OptionalIn" => $"        var {Variable(parameter)} = {parameter.Name} is {{ }} {parameter.Symbol.Name}Value ? frame.Push({parameter.Symbol.Name}Value) : 0;\n",
            _ => "",
        };
    }

    private static string Argument(DdiParameter parameter, bool withText) => parameter switch
    {
        { Text: "Counted" } when withText => $"PushText(frame, {parameter.Name})",
        { Text: { } kind } when withText => $"{kind}Literal({parameter.Name}).Address",
        { Passing: "Routine" } => $"AddressOf({parameter.Name})",
        { Passing: not null } => Variable(parameter),
        _ => parameter.Type.Write(parameter.Name),
    };

    private static string Variable(DdiParameter parameter) => $"{parameter.Symbol.Name}Address";
}
