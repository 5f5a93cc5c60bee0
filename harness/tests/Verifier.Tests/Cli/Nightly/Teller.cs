using Verifier.Tests.Cli.Loading;

namespace Verifier.Tests.Cli.Nightly;

/// <summary>A driver that takes two blocks while it loads, in a routine of any name: what it does wrong changes from night to night.</summary>
internal static class Teller
{
    /// <summary>The size of its second block, for twins that differ in nothing else.</summary>
    public const int Size = 128;

    /// <summary>Compiles it into an assembly of a folder.</summary>
    public static void Compile(string folder, string assembly, TellerDefect defect, string routine = "Prepare", int size = Size) =>
        ModelCompiler.Compile(Path.Combine(folder, $"{assembly}.dll"), Source(Path.Combine(folder, "flag"), defect, routine, size));

    /// <summary>Compiles it of a file that lies in the folder, with symbols that name its lines.</summary>
    /// <returns>The file.</returns>
    public static string CompileWithSource(string folder, string assembly, TellerDefect defect)
    {
        var path = Path.Combine(folder, "Teller.cs");
        File.WriteAllText(path, Source(Path.Combine(folder, "flag"), defect, "Prepare", Size));
        ModelCompiler.CompileWithSymbols(Path.Combine(folder, $"{assembly}.dll"), path);
        return path;
    }

    private static string Source(string flag, TellerDefect defect, string routine, int size) =>
        $$"""
        using Verifier.Kernel;
        public sealed class Teller : DriverModel
        {
            private static readonly PoolTag Tag = new(0x6C6C6554);
            public override string Name => "teller";
            public override NTSTATUS DriverEntry(DriverObject driver, UnicodeString path) => {{routine}}();

            private NTSTATUS {{routine}}()
            {
                var first = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, Tag);
                if (first.IsNull) return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
                var second = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, {{size}}, Tag);
                if (second.IsNull)
                {
                    {{ErrorPath(flag, defect)}}
                    return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
                }

                ExFreePoolWithTag(second, Tag);
                ExFreePoolWithTag(first, Tag);
                return NTSTATUS.STATUS_SUCCESS;
            }
        }
        """;

    private static string ErrorPath(string flag, TellerDefect defect) => defect switch
    {
        TellerDefect.Leak => string.Empty,
        TellerDefect.Crash => "second.Write(0, 1U);",
        TellerDefect.LeakWhileFileIsThere => $"if (!System.IO.File.Exists(@\"{flag}\")) ExFreePoolWithTag(first, Tag);",
        TellerDefect.EndWhileFileIsThere => $"if (System.IO.File.Exists(@\"{flag}\")) System.Environment.Exit(7); ExFreePoolWithTag(first, Tag);",
        _ => "ExFreePoolWithTag(first, Tag);",
    };
}
