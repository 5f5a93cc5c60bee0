using Verifier.Binaries.Tests.Building;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>Forms of images that Microsoft's tools make and Debian's do not.</summary>
public sealed class ImageFormTests : CompiledFixture
{
    private const ulong DefaultCookie = 0x0000_2B99_2DDF_A232;
    private const int CookieAt = 0x58, DispatchPointerAt = 0x78, CheckPointerAt = 0x70;

    [Test]
    public void Cookie_of_the_load_configuration_is_set()
    {
        // The start code of recent compilers: with the linker's default still there it ends the system.
        var image = new PeImageBuilder();
        var cookie = image.Data.Place(BitConverter.GetBytes(DefaultCookie));
        image.WritePointer(image.AddLoadConfiguration() + CookieAt, cookie);
        image.Text.Assemble(code =>
        {
            var isSet = code.CreateLabel();
            code.Load(rax, image.Address(cookie));
            code.mov(rcx, DefaultCookie);
            code.cmp(rax, rcx);
            code.jne(isSet);
            code.mov(ecx, 6);
            code.@int(0x29);
            code.Label(ref isSet);
            code.shr(rax, 48);
            code.ret();
        });
        Assert.That(Rig.Load(image), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Guard_pointers_keep_the_code_that_the_linker_gave_them()
    {
        var image = new PeImageBuilder();
        var dispatch = image.Text.Assemble(code => code.jmp(rax)).Begin;
        var check = image.Text.Assemble(code => code.ret()).Begin;
        var target = image.Text.Assemble(code =>
        {
            code.xor(eax, eax);
            code.ret();
        }).Begin;
        var (dispatchPointer, checkPointer) = (image.Rdata.Reserve(8), image.Rdata.Reserve(8));
        image.WritePointer(dispatchPointer, dispatch);
        image.WritePointer(checkPointer, check);
        var configuration = image.AddLoadConfiguration();
        image.WritePointer(configuration + DispatchPointerAt, dispatchPointer);
        image.WritePointer(configuration + CheckPointerAt, checkPointer);
        image.Entry = image.Text.Assemble(code =>
        {
            code.sub(rsp, 0x28);
            code.LoadAddress(rcx, image.Address(target));
            code.CallThrough(image.Address(checkPointer));
            code.LoadAddress(rax, image.Address(target));
            code.CallThrough(image.Address(dispatchPointer));
            code.add(rsp, 0x28);
            code.ret();
        }).Begin;
        Assert.That(Rig.Load(image), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [TestCase(0x80u)]
    [TestCase(0x20u)]
    public void Sections_that_share_pages_are_readable_writable_and_executable(uint alignment)
    {
        var image = new PeImageBuilder(alignment);
        var counter = image.Data.Reserve(8);
        image.Entry = image.Text.Assemble(code =>
        {
            code.Load(rax, image.Address(counter));
            code.inc(rax);
            code.Store(image.Address(counter), rax);
            code.sub(rsp, 0x28);
            code.CallThrough(image.Address(image.Import("ntoskrnl.exe", "KeGetCurrentIrql")));
            code.add(rsp, 0x28);
            code.ret();
        }).Begin;
        Assert.That(Rig.Load(image), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Rig.Read(counter), Is.EqualTo(1));
    }

    [Test]
    public void Image_without_relocations_is_moved_from_the_base_that_it_wants()
    {
        var image = new PeImageBuilder { PreferredBase = 0x10000, HasRelocationTable = false };
        image.Text.Assemble(ReturnSuccess);
        Assert.That(Rig.Load(image), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Rig.Image.Base, Is.GreaterThan(RegionLayout.UserProbeAddress));
    }

    [Test]
    public void Relocated_pointer_leads_into_the_image()
    {
        var image = new PeImageBuilder { PreferredBase = 0x10000 };
        var (target, pointer) = (image.Data.Place(BitConverter.GetBytes(0x1234UL)), image.Data.Reserve(8));
        image.WritePointer(pointer, target);
        image.Entry = image.Text.Assemble(code =>
        {
            code.Load(rax, image.Address(pointer));
            code.mov(rax, __[rax]);
            code.sub(rax, 0x1234);
            code.ret();
        }).Begin;
        Assert.That(Rig.Load(image), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Writable_initialisation_code_may_change_itself_and_is_gone_after_DriverEntry()
    {
        var image = new PeImageBuilder();
        var initialisation = image.AddSection("INIT", 0xE200_0020);
        var entry = initialisation.Assemble(
            code =>
            {
                code.mov(eax, 1);
                code.ret();
            });
        image.Entry = initialisation.Assemble(code =>
        {
            code.LoadAddress(rcx, image.Address(entry.Begin + 1));
            code.mov(__byte_ptr[rcx], 0);
            code.jmp(image.Address(entry.Begin));
        }).Begin;
        Assert.That(Rig.Load(image), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Rig.Machine.Memory.IsValid(Rig.Image.Base + entry.Begin), Is.False);
    }

    [Test]
    public void Pageable_code_is_brought_in_and_may_not_run_at_dispatch_level([Values] bool isRaised)
    {
        var image = new PeImageBuilder();
        var page = image.AddSection("PAGE", SectionFlags.Code);
        var paged = page.Assemble(ReturnSuccess).Begin;
        image.Entry = image.Text.Assemble(code =>
        {
            code.sub(rsp, 0x28);
            if (isRaised)
            {
                code.mov(eax, 2);
                code.mov(cr8, rax);
            }

            code.call(image.Address(paged));
            code.add(rsp, 0x28);
            code.ret();
        }).Begin;
        Rig.Machine.VerifierOptions = DriverVerifierOptions.ForceIrqlChecking;
        var status = Rig.Load(image);
        Assert.That(
            (status, Rig.Stopped?.BugCheck?.Code),
            Is.EqualTo(isRaised ? ((NTSTATUS?)null, (BugCheckCode?)BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL) : (NTSTATUS.STATUS_SUCCESS, null)));
    }
}
