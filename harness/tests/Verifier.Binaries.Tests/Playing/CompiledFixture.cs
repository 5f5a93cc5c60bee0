using Iced.Intel;
using Verifier.Binaries.Checking;
using Verifier.Binaries.Tests.Building;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>Tests that run compiled code: on Linux x64 only.</summary>
public abstract class CompiledFixture
{
    private CompiledRig? _rig;

    private protected CompiledRig Rig => _rig ??= new CompiledRig();

    [OneTimeSetUp]
    public void RequireHost()
    {
        if (!HostCheck.IsSupported)
        {
            Assert.Ignore("Compiled drivers run on Linux x64 only.");
        }
    }

    [TearDown]
    public void DisposeRig()
    {
        _rig?.Dispose();
        _rig = null;
    }

    /// <summary>Loads a driver whose entry point is this code; what it returned, or null when the machine stopped.</summary>
    private protected NTSTATUS? Run(Action<Assembler, PeImageBuilder> entry)
    {
        var image = new PeImageBuilder();
        image.Text.Assemble(code => entry(code, image));
        return Rig.Load(image);
    }

    /// <summary>The driver ran to its end and returned success.</summary>
    private protected void AssertSucceeds(Action<Assembler, PeImageBuilder> entry)
    {
        var status = Run(entry);
        Assert.That(Rig.Stopped?.ToString(), Is.Null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    /// <summary>The driver stopped the machine with a bug check.</summary>
    private protected BugCheck AssertStops(BugCheckCode code, Action<Assembler, PeImageBuilder> entry)
    {
        Assert.That(Run(entry), Is.Null);
        Assert.That(Rig.Stopped?.BugCheck?.Code, Is.EqualTo(code), Rig.Stopped?.ToString());
        return Rig.Stopped!.BugCheck!;
    }

    /// <summary>Code of a routine that does nothing and succeeds.</summary>
    private protected static void ReturnSuccess(Assembler code)
    {
        code.xor(eax, eax);
        code.ret();
    }
}
