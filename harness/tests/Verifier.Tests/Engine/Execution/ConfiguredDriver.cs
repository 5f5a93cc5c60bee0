using Verifier.Kernel;

namespace Verifier.Tests.Engine.Execution;

/// <summary>A driver that reads a file when it is loaded, and writes one when it is unloaded.</summary>
/// <param name="forgetsHandle">Leaves the file open when reading it fails.</param>
public sealed class ConfiguredDriver(bool forgetsHandle = false) : DriverModel
{
    private const uint GenericRead = 0x8000_0000;
    private const uint GenericWrite = 0x4000_0000;
    private const uint Synchronous = 0x20;
    private const int Longest = 16;

    /// <inheritdoc/>
    public override string Name => "configured";

    /// <inheritdoc/>
    public override int DataBytes => 64;

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        driverObject.SetDriverUnload(_ => Save());
        return Load();
    }

    private NTSTATUS Load()
    {
        var block = new IoStatusBlock(Local(SizeOf.IO_STATUS_BLOCK));
        var status = ZwOpenFile(out var file, GenericRead, Attributes(@"\??\C:\config.bin"), block, 1, Synchronous);
        if (status == NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND)
        {
            return NTSTATUS.STATUS_SUCCESS;
        }

        if (status.IsError)
        {
            return status;
        }

        status = ZwReadFile(file, 0, default, default, block, Data, Longest, 0, null);
        if (!forgetsHandle || status.IsSuccess)
        {
            ZwClose(file);
        }

        return status;
    }

    private void Save()
    {
        var block = new IoStatusBlock(Local(SizeOf.IO_STATUS_BLOCK));
        var status = ZwCreateFile(
            out var file, GenericWrite, Attributes(@"\SystemRoot\Temp\saved.bin"), block, null, 0x80, 0, FILE_DISPOSITION.FILE_OVERWRITE_IF, Synchronous, default, 0);
        if (status.IsSuccess)
        {
            ZwWriteFile(file, 0, default, default, block, Data, 4, null, null);
            ZwClose(file);
        }
    }

    private Pointer Attributes(string path)
    {
        var attributes = Local(SizeOf.OBJECT_ATTRIBUTES);
        InitializeObjectAttributes(attributes, UnicodeLiteral(path), OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE);
        return attributes;
    }
}
