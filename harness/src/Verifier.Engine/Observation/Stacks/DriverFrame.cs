using System.Reflection;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>One frame of a driver.</summary>
/// <param name="Routine">The routine's name; a local function or lambda by the routine it stands in.</param>
/// <param name="Type">The type that declares it; the driver's name for compiled code.</param>
/// <param name="CallOffset">Where in the routine the call is: IL offset for a model, bytes for compiled code.</param>
/// <param name="File">Source file name without folder; null when the symbols do not say.</param>
/// <param name="Line">Source line; 0 when the symbols do not say.</param>
public sealed record DriverFrame(string Routine, string Type, int CallOffset, string? File, int Line)
{
    /// <summary>As a stack shows it.</summary>
    public override string ToString() => File is null ? $"{Type}.{Routine}" : $"{Type}.{Routine} ({File}:{Line})";

    internal static DriverFrame Of(in CodeFrame frame) => new(frame.Routine, frame.Driver, frame.Offset, NameOf(frame.File), frame.Line);

    internal static DriverFrame Of(MethodBase method, System.Diagnostics.StackFrame frame)
    {
        return new DriverFrame(
            Readable(method.Name), method.DeclaringType!.Name, frame.GetILOffset(), NameOf(frame.GetFileName()), frame.GetFileLineNumber());
    }

    private static string? NameOf(string? path) => path is { Length: > 0 } ? path[(path.LastIndexOfAny(['/', '\\']) + 1)..] : null;

    // The compiler names a lambda in DispatchWrite "<DispatchWrite>b__0".
    private static string Readable(string name) => name.StartsWith('<') && name.IndexOf('>', 1) is > 1 and var end ? name[1..end] : name;
}
