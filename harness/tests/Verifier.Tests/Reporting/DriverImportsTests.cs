using System.Reflection;
using Verifier.Engine.Planning;
using Verifier.Reporting.Reading;
using Verifier.Tests.Cli.Loading;

namespace Verifier.Tests.Reporting;

/// <summary>What a driver calls is found in its code, wherever it stands.</summary>
public sealed class DriverImportsTests
{
    [Test]
    public void FallibleOf_finds_calls_in_routines_lambdas_bases_and_other_types()
    {
        const string Source = """
            using Verifier.Kernel;
            public abstract class Shared : DriverModel
            {
                protected Pointer Take(ulong size) => ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, size, new PoolTag(0x74676E4E));
            }

            public static class Far
            {
                public static void Map(Ntoskrnl kernel) => kernel.IoAllocateMdl(default, 16, false, false, default);
            }

            public sealed class Caller : Shared
            {
                private static readonly System.Action<Caller> s_later = one => one.IoAllocateIrp(1, false);
                public override string Name => "caller";
                public override NTSTATUS DriverEntry(DriverObject driver, UnicodeString path)
                {
                    if (Take(8).IsNull) Far.Map(this);
                    KeGetCurrentIrql();
                    return NTSTATUS.STATUS_SUCCESS;
                }
            }

            public sealed class Idle : Shared
            {
                public override string Name => "idle";
                public override NTSTATUS DriverEntry(DriverObject driver, UnicodeString path) => default;
            }
            """;
        using var folder = new ReportFolder();
        var path = Path.Combine(folder.Path, "callers.dll");
        ModelCompiler.Compile(path, Source);
        var drivers = DriverCatalogue.Read(Assembly.Load(File.ReadAllBytes(path)), "0");

        Assert.That(DriverImports.FallibleOf(drivers[0]), Is.EqualTo(new[] { "ExAllocatePoolWithTag", "IoAllocateIrp", "IoAllocateMdl" }));
        Assert.That(DriverImports.FallibleOf(drivers[1]), Is.EqualTo(new[] { "ExAllocatePoolWithTag" }));
    }

    // Every DDI that a run of ours was made to fail in is one that the driver calls.
    [Test]
    public void FallibleOf_models_of_the_library_call_what_they_are_made_to_fail_in() =>
        Assert.That(
            DriverImports.FallibleOf(DriverCatalogue.Read(Assembly.Load("Verifier.Drivers"), "0").Single(d => d.Name == "array-cache-lookaside")),
            Does.Contain("ExAllocatePoolWithTag").Or.Contain("ExAllocateFromPagedLookasideList"));
}
