using Verifier.Binaries.Images.Decoding;
using Verifier.Binaries.Tests.Building;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>
/// INIT is gone after DriverEntry. Where nothing in the driver can read it, its pages are traps; elsewhere they are closed. A driver sees no difference.
/// </summary>
public sealed class DiscardedCodeTests : CompiledFixture
{
    private const uint Init = SectionFlags.Code | SectionFlags.Discardable;

    [Test]
    public void Calling_it_is_the_same_page_fault_as_where_the_driver_could_read_it([Values(0u, 5u)] uint further)
    {
        var (trapped, closed) = (FaultOfCall(further, isReferredTo: false), FaultOfCall(further, isReferredTo: true));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(trapped.Text, Does.Contain("PAGE_FAULT_IN_NONPAGED_AREA"));
            Assert.That(trapped, Is.EqualTo(closed));
        }
    }

    [Test]
    public void Reading_it_is_a_page_fault()
    {
        var image = WithInit(out var entry);
        var reader = image.Text.Assemble(code =>
        {
            code.Load(rax, image.Address(entry));
            code.ret();
        }).Begin;

        Assert.That(Rig.Load(image), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(StopOf(reader)?.BugCheck?.Code, Is.EqualTo(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA));
    }

    [Test]
    public void Writing_to_it_by_a_computed_address_is_a_page_fault()
    {
        var image = WithInit(out var entry);
        var writer = image.Text.Assemble(code =>
        {
            code.mov(__byte_ptr[rcx], 1);
            code.ret();
        }).Begin;

        Assert.That(Rig.Load(image), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Rig.Image.Driver.MayReadDiscarded, Is.False);
        Assert.That(StopOf(writer, Rig.Image.Base + entry)?.BugCheck?.Code, Is.EqualTo(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA));
    }

    [Test]
    public void Each_run_finds_its_own_bytes_there_again()
    {
        var driver = CompiledRig.Parse(WithInit(out var entry));
        for (var run = 0; run < 3; run++)
        {
            Assert.That(Rig.Load(driver), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), $"run {run}");
            Assert.That(StopOf(entry), Is.Not.Null, $"run {run}");
            Rig.Reset();
        }
    }

    [Test]
    public void Another_driver_that_comes_to_the_same_place_has_no_trap_to_read()
    {
        var image = WithInit(out var entry);
        Assert.That(Rig.Load(image), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(StopOf(entry), Is.Not.Null);
        Rig.Reset();

        var other = new PeImageBuilder();
        other.Text.Assemble(ReturnSuccess);
        var reader = other.Text.Assemble(code =>
        {
            code.mov(rax, __[rcx]);
            code.ret();
        }).Begin;
        Assert.That(Rig.Load(other), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(StopOf(reader, Rig.Image.Base + entry)?.BugCheck, Is.Not.Null);
    }

    [Test]
    public void Breakpoint_of_initialisation_code_that_runs_is_a_breakpoint()
    {
        var image = new PeImageBuilder();
        image.Entry = image.AddSection("INIT", Init).Assemble(code => code.int3()).Begin;

        Assert.That(Rig.Load(image), Is.Null);
        Assert.That(Rig.Stopped?.ToString(), Does.Contain("0x80000003"));
    }

    // In code that is not followed, a call cannot be told from an address.
    [TestCase("lea", true, ExpectedResult = true)]
    [TestCase("lea", false, ExpectedResult = true)]
    [TestCase("load", true, ExpectedResult = true)]
    [TestCase("load", false, ExpectedResult = true)]
    [TestCase("pointer", true, ExpectedResult = true)]
    [TestCase("pointer", false, ExpectedResult = true)]
    [TestCase("image base", true, ExpectedResult = true)]
    [TestCase("image base", false, ExpectedResult = true)]
    [TestCase("call", true, ExpectedResult = false)]
    [TestCase("call", false, ExpectedResult = true)]
    [TestCase("other section", true, ExpectedResult = false)]
    [TestCase("other section", false, ExpectedResult = false)]
    public bool References_are_found_in_code_that_is_followed_and_in_other_code(string kind, bool isKnown)
    {
        var image = WithInit(out var entry);
        var data = image.Data.Reserve(8);
        if (kind == "pointer")
        {
            image.WritePointer(data, entry);
        }

        var routine = image.Text.Assemble(code =>
        {
            switch (kind)
            {
                case "lea":
                    code.LoadAddress(rcx, image.Address(entry));
                    break;
                case "load":
                    code.Load(rcx, image.Address(entry));
                    break;
                case "image base":
                    code.LoadAddress(rcx, image.Address(0));
                    break;
                case "call":
                    code.call(image.Address(entry));
                    break;
                default:
                    code.Load(rcx, image.Address(data));
                    break;
            }

            code.ret();
        }).Begin;
        if (isKnown)
        {
            image.Export("Routine", routine);
        }

        return DiscardedReferences.Exist(CompiledRig.Parse(image).File);
    }

    [TestCase(512u << 10, ExpectedResult = false)]
    [TestCase(2u << 20, ExpectedResult = true)]
    public bool Too_much_code_that_is_not_followed_is_not_searched(uint bytes)
    {
        var image = WithInit(out _);
        var unknown = image.AddSection("more", SectionFlags.Code, bytes);
        unknown.Reserve(bytes);
        unknown.HasNoRawData = true;
        return DiscardedReferences.Exist(CompiledRig.Parse(image).File);
    }

    private static PeImageBuilder WithInit(out uint entry)
    {
        var image = new PeImageBuilder();
        image.Entry = entry = image.AddSection("INIT", Init).Assemble(code =>
        {
            code.mov(eax, 0);
            ReturnSuccess(code);
        }).Begin;
        return image;
    }

    private (string Text, string Frames) FaultOfCall(uint further, bool isReferredTo)
    {
        using var rig = new CompiledRig();
        var image = WithInit(out var entry);
        var caller = image.Text.Assemble(code =>
        {
            code.sub(rsp, 0x28);
            code.call(image.Address(entry + further));
            code.add(rsp, 0x28);
            code.ret();
        }).Begin;
        image.Export("Caller", caller);
        if (isReferredTo)
        {
            image.WritePointer(image.Data.Reserve(8), entry);
        }

        Assert.That(rig.Load(image), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(rig.Image.Driver.MayReadDiscarded, Is.EqualTo(isReferredTo));
        var stopped = Assert.Throws<MachineStopped>(() => rig.Player.Call(rig.Image.Base + caller, 0, 0, 0, 0, []))!;
        return ($"{rig.Stopped}", string.Join('\n', rig.Player.Walker.FramesAt(stopped)));
    }

    private StopReason? StopOf(uint routine, ulong argument = 0)
    {
        try
        {
            Rig.Player.Call(Rig.Image.Base + routine, argument, 0, 0, 0, []);
        }
        catch (MachineStopped)
        {
        }

        return Rig.Stopped;
    }
}
