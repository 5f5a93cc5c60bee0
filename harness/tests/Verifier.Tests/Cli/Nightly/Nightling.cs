using Verifier.Tests.Cli.Loading;

namespace Verifier.Tests.Cli.Nightly;

/// <summary>
/// A driver that takes two blocks while it loads. Its defect, when it has it: the first is forgotten when the second is not to be had.
/// </summary>
internal static class Nightling
{
    /// <summary>Compiles it into an assembly of a sandbox.</summary>
    public static void Compile(CliSandbox sandbox, string assembly, bool isFlawed, string name = "nightling") =>
        ModelCompiler.Compile(Path.Combine(sandbox.Folder, $"{assembly}.dll"), Source(name, isFlawed));

    private static string Source(string name, bool isFlawed) =>
        $$"""
        using Verifier.Kernel;
        public sealed class Nightling : DriverModel
        {
            private static readonly PoolTag Tag = new(0x74676E4E);
            public override string Name => "{{name}}";
            public override NTSTATUS DriverEntry(DriverObject driver, UnicodeString path)
            {
                var first = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, Tag);
                if (first.IsNull) return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
                var second = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 128, Tag);
                if (second.IsNull)
                {
                    {{(isFlawed ? string.Empty : "ExFreePoolWithTag(first, Tag);")}}
                    return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
                }

                ExFreePoolWithTag(second, Tag);
                ExFreePoolWithTag(first, Tag);
                return NTSTATUS.STATUS_SUCCESS;
            }
        }
        """;
}
