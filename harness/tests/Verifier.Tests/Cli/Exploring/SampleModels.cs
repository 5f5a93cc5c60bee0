using Verifier.Tests.Cli.Loading;

namespace Verifier.Tests.Cli.Exploring;

/// <summary>An assembly of drivers that take two blocks: one gives the first back when the second fails, one forgets it, one forgets it always.</summary>
internal static class SampleModels
{
    /// <summary>The careful one.</summary>
    public const string Careful = "careful";

    /// <summary>The one that forgets.</summary>
    public const string Forgetful = "forgetful";

    /// <summary>The one that leaks by itself.</summary>
    public const string Broken = "broken";

    private const string FreeFirst = "ExFreePoolWithTag(_first, new PoolTag(0x31313131));";

    /// <summary>Their source.</summary>
    public static string Source { get; } = "using Verifier.Kernel;\n" + Model("A", Careful, "ExFreePoolWithTag(first, new PoolTag(0x31313131));", FreeFirst)
        + Model("B", Forgetful, "", FreeFirst) + Model("C", Broken, "", "");

    /// <summary>Compiles them.</summary>
    public static void Compile(string path) => ModelCompiler.Compile(path, Source);

    private static string Model(string type, string name, string undo, string unload) =>
        $$"""
        public sealed class {{type}} : DriverModel
        {
            private Pointer _first;
            private Pointer _second;
            public override string Name => "{{name}}";
            public override NTSTATUS DriverEntry(DriverObject o, UnicodeString p)
            {
                var first = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, new PoolTag(0x31313131));
                if (first.IsNull)
                {
                    return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
                }

                var second = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 100, new PoolTag(0x32323232));
                if (second.IsNull)
                {
                    {{undo}}
                    return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
                }

                _first = first;
                _second = second;
                o.SetDriverUnload(Unload);
                return NTSTATUS.STATUS_SUCCESS;
            }

            private void Unload(DriverObject o)
            {
                {{unload}}
                ExFreePoolWithTag(_second, new PoolTag(0x32323232));
            }
        }
        """;
}
