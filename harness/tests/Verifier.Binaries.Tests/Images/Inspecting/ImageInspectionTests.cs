using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Binaries.Tests.Building;

namespace Verifier.Binaries.Tests.Images.Inspecting;

/// <summary>An inspection says what a driver is and whether it can run.</summary>
public sealed class ImageInspectionTests
{
    [TestCase("ntoskrnl.exe", "ExFreePool", "WDM", Runnability.Complete)]
    [TestCase("ntoskrnl.exe", "NoSuchRoutine", "WDM", Runnability.WithGaps)]
    [TestCase("usbd.sys", "USBD_CreateConfigurationRequestEx", "WDM", Runnability.WithGaps)]
    [TestCase("WDFLDR.SYS", "WdfVersionBind", "KMDF", Runnability.Impossible)]
    [TestCase("NDIS.SYS", "NdisMRegisterMiniportDriver", "NDIS miniport", Runnability.Impossible)]
    [TestCase("NDIS.SYS", "NdisAllocateMemoryWithTag", "WDM", Runnability.Complete)]
    [TestCase("FLTMGR.SYS", "FltRegisterFilter", "file system minifilter", Runnability.Impossible)]
    [TestCase("fwpkclnt.sys", "FwpsCalloutRegister1", "WFP callout", Runnability.Impossible)]
    [TestCase("storport.sys", "StorPortInitialize", "Storport miniport", Runnability.Impossible)]
    [TestCase("NETIO.SYS", "WskRegister", "Winsock Kernel", Runnability.Impossible)]
    public void Imports_say_what_a_driver_is(string module, string name, string kind, object runnability)
    {
        var builder = Minimal();
        builder.Import(module, name);
        var inspection = Inspect(builder);
        Assert.That((inspection.Kind, inspection.Runnability), Is.EqualTo((kind, (Runnability)runnability)));
    }

    [Test]
    public void Missing_framework_is_named()
    {
        var builder = Minimal();
        builder.Imports("WDFLDR.SYS", "WdfVersionBind", "WdfVersionUnbind");
        Assert.That(
            Inspect(builder).Frameworks.Select(f => f.Sentence),
            Is.EqualTo(new[] { "needs KMDF: it imports WdfVersionBind from wdfldr.sys, which is not modelled" }));
    }

    [Test]
    public void Driver_may_be_several_things()
    {
        var builder = Minimal();
        builder.Import("NDIS.SYS", "NdisFRegisterFilterDriver");
        builder.Imports("fwpkclnt.sys", "FwpsCalloutRegister0", "FwpsCalloutRegister1");
        builder.Export("Helper", builder.Text.Rva);
        Assert.That(Inspect(builder).Kind, Is.EqualTo("NDIS filter, WFP callout, export driver"));
    }

    [Test]
    public void Load_routines_alone_make_no_export_driver()
    {
        var builder = Minimal();
        builder.Export("DllInitialize", builder.Text.Rva);
        builder.Export("DllUnload", builder.Text.Rva);
        Assert.That(Inspect(builder).Kind, Is.EqualTo("WDM"));
    }

    [TestCase(2, 40, "GNU ld 2.40")]
    [TestCase(14, 0, "unknown linker 14.0")]
    public void Linker_version_says_what_made_an_image(byte major, byte minor, string text)
    {
        var builder = new PeImageBuilder { LinkerMajor = major, LinkerMinor = minor };
        builder.Text.Place([0xC3]);
        Assert.That(Inspect(builder).Toolchain.Text, Is.EqualTo(text));
    }

    [Test]
    public void Linker_of_llvm_is_known_by_the_place_of_the_pe_header()
    {
        var file = Minimal().Build();
        byte[] moved = [.. file[..0x78], .. file[0x80..0x400], .. new byte[8], .. file[0x400..]];
        moved[0x3C] = 0x78;
        Assert.That(Toolchain.Of(PeFile.Parse(moved)).Text, Is.EqualTo("LLVM lld 14.44"));
    }

    [Test]
    public void Rich_header_shows_the_compiler()
    {
        const uint Key = 0x5EED_F00D;
        uint[] words = [0x536E_6144 ^ Key, Key, Key, Key, (0x0104_8900 + 100) ^ Key, 3 ^ Key, 0x0001_1000 ^ Key, 7 ^ Key, 0x6863_6952, Key];
        var file = Minimal().Build();
        words.SelectMany(BitConverter.GetBytes).ToArray().CopyTo(file, 0x40);
        var toolchain = Toolchain.Of(PeFile.Parse(file));
        Assert.That(toolchain.Text, Is.EqualTo("Microsoft link 14.44, compiler build 35172"));
    }

    [Test]
    public void Damaged_rich_header_is_none()
    {
        var file = Minimal().Build();
        "Rich"u8.CopyTo(file.AsSpan(0x7C));
        Assert.That(Toolchain.Of(PeFile.Parse(file)).CompilerBuild, Is.Null);
    }

    [Test]
    public void Protections_of_a_plain_image_are_those_of_its_header()
    {
        var protections = Inspect(Minimal()).Protections;
        Assert.That(protections, Is.EqualTo(new Protections(false, false, true, true, protections.WritableCode, false)));
        Assert.That((protections.WritableCode.Length, protections.FitsMemoryIntegrity), Is.EqualTo((0, true)));
    }

    [Test]
    public void Writable_code_does_not_fit_memory_integrity()
    {
        var builder = Minimal();
        builder.AddSection("INIT", SectionFlags.WritableInit).Place([0xC3]);
        var protections = Inspect(builder).Protections;
        Assert.That(protections.WritableCode, Is.EqualTo(new[] { "INIT" }));
        Assert.That(protections.FitsMemoryIntegrity, Is.False);
    }

    [Test]
    public void Shared_pages_do_not_fit_memory_integrity()
    {
        var builder = new PeImageBuilder(sectionAlignment: 0x80);
        builder.Text.Place([0xC3]);
        Assert.That(Inspect(builder).Protections, Has.Property("SharesPages").True.And.Property("FitsMemoryIntegrity").False);
    }

    [Test]
    public void Cookie_is_known_by_the_load_configuration_or_by_its_default_value([Values] bool hasConfiguration)
    {
        var builder = Minimal();
        var cookie = builder.Data.Reserve(8);
        if (hasConfiguration)
        {
            var at = builder.AddLoadConfiguration();
            builder.WritePointer(at + 88, cookie);
            builder.Write32(at + 144, 0x100);
        }
        else
        {
            builder.Write64(cookie, 0x0000_2B99_2DDF_A232);
        }

        Assert.That(Inspect(builder).Protections, Has.Property("HasCookie").True.And.Property("HasControlFlowGuard").EqualTo(hasConfiguration));
    }

    private static ImageInspection Inspect(PeImageBuilder builder) => ImageInspection.Of(PeFile.Parse(builder.Build()));

    private static PeImageBuilder Minimal()
    {
        var builder = new PeImageBuilder();
        builder.Text.Place([0xC3]);
        return builder;
    }
}
