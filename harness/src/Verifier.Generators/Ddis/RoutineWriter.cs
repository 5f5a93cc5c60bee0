using System.Text;
using Microsoft.CodeAnalysis;

namespace Verifier.Generators.Ddis;

/// <summary>Writes what stands at the address of a driver's routine: the delegate, called with register values.</summary>
internal static class RoutineWriter
{
    private const int InRegisters = 4;

    /// <summary>The overload of AddressOf for a delegate; null where a parameter or the result does not fit into a register.</summary>
    public static string? Write(INamedTypeSymbol type)
    {
        var routine = type.DelegateInvokeMethod!;
        var result = routine.ReturnsVoid ? null : RegisterType.Of(routine.ReturnType);
        var parameters = routine.Parameters.Select(p => RegisterType.Of(p.Type)).ToList();
        if (parameters.Contains(null) || (result is null && !routine.ReturnsVoid))
        {
            return null;
        }

        var body = new StringBuilder();
        var call = $"routine({string.Join(", ", parameters.Select((p, i) => Argument(routine.Parameters[i], p!, i)))})";
        body.Append(result is null ? $"                {call};\n" : $"                var result = {call};\n");
        for (var i = 0; i < parameters.Count; i++)
        {
            if (routine.Parameters[i].RefKind == RefKind.Out)
            {
                body.Append($"                Machine.Memory.Write({Value(i)}, ({parameters[i]!.Storage}){parameters[i]!.Write($"written{i}")});\n");
            }
        }

        body.Append(result is null ? "                return 0;\n" : $"                return {result.Write("result")};\n");
        var rest = parameters.Count > InRegisters ? ", onStack" : "";
        var name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return $$"""

                internal ulong AddressOf({{name}}? given) => AddressOf(
                    given,
                    routine => (a0, a1, a2, a3{{rest}}) =>
                    {
            {{body.ToString().TrimEnd()}}
                    });

            """;
    }

    private static string Argument(IParameterSymbol parameter, RegisterType type, int position) =>
        parameter.RefKind == RefKind.Out ? $"out var written{position}" : type.Read(Value(position), "Machine");

    private static string Value(int position) => position < InRegisters ? $"a{position}" : $"onStack[{position - InRegisters}]";
}
