using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Engine.Execution.Words;

/// <summary>CREATE, QUERY_INFORMATION and SET_INFORMATION come to the driver as the script says.</summary>
public sealed class OpenWordTests : WordsFixture
{
    private readonly List<(string Name, uint Options, uint Share, uint Access, uint Original, uint FullOptions)> _opened = [];
    private readonly List<(IRP_MJ Major, uint Class, uint Length, uint First)> _asked = [];

    [SetUp]
    public void Forget()
    {
        _opened.Clear();
        _asked.Clear();
    }

    [TestCase("", "", 0x01000060u, 3u, 0x12019Fu)]
    [TestCase(", file: \\", "\\", 0x01000060u, 3u, 0x12019Fu)]
    [TestCase(", file: '\\sub dir\\file.txt', disposition: overwrite-if", "\\sub dir\\file.txt", 0x05000060u, 3u, 0x12019Fu)]
    [TestCase(", disposition: supersede, options: [directory, synchronous-nonalert]", "", 0x00000021u, 3u, 0x12019Fu)]
    [TestCase(", access: read-attributes, share: [read, write, delete], options: 0", "", 0x01000000u, 7u, 0x80u)]
    public void Create_has_name_options_sharing_and_a_security_context(string keys, string name, uint options, uint share, uint access)
    {
        var result = Play($"  - open: {{ device: {TestDriver.LinkName}, as: h{keys} }}\n  - close: h");
        AssertPassed(result);
        Assert.That(_opened, Is.EqualTo(new[] { (name, options, share, access, access, options & 0xFFFFFF) }));
    }

    [TestCase("read", "read: { on: h, length: 4 }", true)]
    [TestCase("read", "write: { on: h, data: \"text:x\" }", false)]
    [TestCase("write", "write: { on: h, data: \"text:x\" }", true)]
    [TestCase("write", "read: { on: h, length: 4 }", false)]
    [TestCase("read-attributes", "ioctl: { on: h, code: 0x222000 }", true)]
    [TestCase("read-attributes", "ioctl: { on: h, code: 0x226000 }", false)]
    [TestCase("read", "ioctl: { on: h, code: 0x226000 }", true)]
    [TestCase("read", "ioctl: { on: h, code: 0x22A000 }", false)]
    [TestCase("[read, write]", "ioctl: { on: h, code: 0x22E000 }", true)]
    [TestCase("read-attributes", "internal-ioctl: { on: h, code: 0x22E003 }", true)]
    public void Handle_does_only_what_it_was_opened_for(string access, string request, bool reaches)
    {
        var status = reaches ? "STATUS_SUCCESS" : "STATUS_ACCESS_DENIED";
        var said = request.Replace(" }", $", status: {status} }}", StringComparison.Ordinal);
        AssertPassed(Play($"  - open: {{ device: {TestDriver.LinkName}, as: h, access: {access} }}\n  - {said}\n  - close: h"));
        Assert.That(_asked, Has.Count.EqualTo(reaches ? 1 : 0));
    }

    [Test]
    public void Query_and_set_information_are_buffered_and_have_class_and_length()
    {
        var result = Play(
            $$"""
              - open: { device: {{TestDriver.LinkName}}, as: h }
              - query-information: { on: h, class: FileStandardInformation, out: 24, name: ask }
              - check: { operation: ask, status: STATUS_SUCCESS, information: 4, output: "hex:78 56 34 12" }
              - set-information: { on: h, class: 20, data: "hex:00 10 00 00 00 00 00 00" }
              - close: h
            """);
        AssertPassed(result);
        Assert.That(_asked, Is.EqualTo(new[]
        {
            (IRP_MJ.IRP_MJ_QUERY_INFORMATION, 5u, 24u, 0u), (IRP_MJ.IRP_MJ_SET_INFORMATION, 20u, 8u, 0x1000u),
        }));
    }

    [Test]
    public void Query_that_needs_memory_fails_when_there_is_none_and_that_is_propagated()
    {
        var result = Play(
            $$"""
              - open: { device: {{TestDriver.LinkName}}, as: h }
              - query-information: { on: h, class: 6, out: 8, name: ask }
              - close: h
            faults: [ { fail: pool, where: { operation: ask }, when: { nth: 1 } } ]
            expect: [ { outcome: propagated } ]
            """, allocates: true);
        AssertPassed(result);
        Assert.That(result.Run.Operations.Single(o => o.Name == "ask").Status, Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    private RunResult Play(string steps, bool allocates = false) => Run($"workload:\n  - load\n{steps.Replace("\nfaults", "\n  - unload\nfaults", StringComparison.Ordinal)}"
        + (steps.Contains("faults", StringComparison.Ordinal) ? "" : "\n  - unload"), () =>
    {
        var driver = new TestDriver();
        foreach (var major in (ReadOnlySpan<IRP_MJ>)
            [IRP_MJ.IRP_MJ_READ, IRP_MJ.IRP_MJ_WRITE, IRP_MJ.IRP_MJ_DEVICE_CONTROL, IRP_MJ.IRP_MJ_INTERNAL_DEVICE_CONTROL])
        {
            driver.On(major, (_, irp) =>
            {
                _asked.Add((major, 0, 0, 0));
                return Complete(driver, irp, NTSTATUS.STATUS_SUCCESS, 0);
            });
        }

        driver.On(IRP_MJ.IRP_MJ_CREATE, (_, irp) => Create(driver, irp));
        driver.On(IRP_MJ.IRP_MJ_QUERY_INFORMATION, (_, irp) => Query(driver, irp, allocates));
        driver.On(IRP_MJ.IRP_MJ_SET_INFORMATION, (_, irp) =>
        {
            var location = driver.IoGetCurrentIrpStackLocation(irp);
            _asked.Add((location.MajorFunction, location.FileInformationClass, location.FileInformationLength, irp.SystemBuffer.Read<uint>()));
            return Complete(driver, irp, NTSTATUS.STATUS_SUCCESS, 0);
        });
        return driver;
    });

    private NTSTATUS Create(TestDriver driver, Irp irp)
    {
        var location = driver.IoGetCurrentIrpStackLocation(irp);
        var context = location.SecurityContext;
        _opened.Add((location.FileObject.FileName.ToString(), location.CreateOptions, location.CreateShareAccess, context.DesiredAccess,
            context.AccessState.OriginalDesiredAccess, context.FullCreateOptions));
        return Complete(driver, irp, NTSTATUS.STATUS_SUCCESS, 0);
    }

    private NTSTATUS Query(TestDriver driver, Irp irp, bool allocates)
    {
        var location = driver.IoGetCurrentIrpStackLocation(irp);
        _asked.Add((location.MajorFunction, location.FileInformationClass, location.FileInformationLength, 0));
        if (allocates)
        {
            var block = driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 16, "Info");
            if (block.IsNull)
            {
                return Complete(driver, irp, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES, 0);
            }

            driver.ExFreePoolWithTag(block, "Info");
        }

        irp.SystemBuffer.Write(0, 0x12345678);
        return Complete(driver, irp, NTSTATUS.STATUS_SUCCESS, 4);
    }

    private static NTSTATUS Complete(TestDriver driver, Irp irp, NTSTATUS status, ulong information)
    {
        irp.Status = status;
        irp.Information = information;
        driver.IoCompleteRequest(irp);
        return status;
    }
}
