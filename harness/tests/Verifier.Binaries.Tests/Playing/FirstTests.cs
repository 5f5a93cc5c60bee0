using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;
using Verifier.Kernel;

namespace Verifier.Binaries.Tests.Playing;

public sealed class FirstTests
{
    [Test]
    public void Loads()
    {
        var bytes = File.ReadAllBytes("/tmp/wt/cdrv/drivers-under-test/compiled/array-cache/array-cache-swap-c.sys");
        using var machine = new Machine(SystemProfile.Find("windows-10-x64")!, isShared: true);
        var driver = new CompiledDriver("array-cache-swap-c", PeFile.Parse(bytes), new None());
        for (var i = 0; i < 3; i++)
        {
            machine.Reset(machine.Profile);
            var status = machine.Io.Load(driver);
            TestContext.Out.WriteLine($"{status} {machine.Stopped}");
            Assert.That(status.IsSuccess);
            status = machine.Io.Unload(driver.Name);
            TestContext.Out.WriteLine($"{status} {machine.Stopped}");
        }
    }

    private sealed class None : IImageSymbols
    {
        public IReadOnlyList<RoutineSymbol> Routines => [];

        public SourceLocation? Find(uint rva) => null;
    }
}
