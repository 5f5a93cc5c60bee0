namespace Verifier.Kernel;

/// <summary>Reading and writing files of the store. Everything is done when the call returns, whether the file was opened synchronous or not.</summary>
internal sealed class FileTransfers(Machine machine)
{
    private const long MostBytes = 16 * 1024 * 1024;
    private const long ToEnd = -1;
    private const long FromPosition = -2;
    private const long HighPartOfThose = -1;

    /// <summary>ZwReadFile: STATUS_END_OF_FILE from the end on.</summary>
    public NTSTATUS Read(OpenedFile opened, ulong buffer, uint length, ulong offset, out uint done)
    {
        done = 0;
        if (!opened.CanRead)
        {
            return NTSTATUS.STATUS_ACCESS_DENIED;
        }

        var status = Locate(opened, offset, mayAppend: false, out var at);
        var left = opened.File.Data.Length - at;
        if (!status.IsSuccess || left <= 0)
        {
            return status.IsSuccess && length > 0 ? NTSTATUS.STATUS_END_OF_FILE : status;
        }

        done = (uint)Math.Min(left, length);
        machine.Memory.CopyTo(buffer, opened.File.Data.AsSpan((int)at, (int)done));
        opened.Position = at + done;
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>ZwWriteFile: STATUS_DISK_FULL for more than a file of the store may have, 16 MiB.</summary>
    public NTSTATUS Write(OpenedFile opened, ulong buffer, uint length, ulong offset, out uint done)
    {
        done = 0;
        if (!opened.CanWrite)
        {
            return NTSTATUS.STATUS_ACCESS_DENIED;
        }

        var status = Locate(opened, offset, mayAppend: true, out var at);
        if (!status.IsSuccess)
        {
            return status;
        }

        var bytes = new byte[length];
        machine.Memory.CopyFrom(buffer, bytes);
        status = Resize(opened.File, Math.Max(opened.File.Data.Length, at + length));
        if (status.IsSuccess)
        {
            bytes.CopyTo(opened.File.Data, at);
            machine.Outflow.Add(($"file {opened.File.Path}", bytes));
            (done, opened.Position) = (length, at + length);
        }

        return status;
    }

    /// <summary>Makes a file longer or shorter.</summary>
    public NTSTATUS Resize(StoredFile file, long length)
    {
        if (length is < 0 or > MostBytes)
        {
            return length < 0 ? NTSTATUS.STATUS_INVALID_PARAMETER : NTSTATUS.STATUS_DISK_FULL;
        }

        if (length != file.Data.Length)
        {
            var data = file.Data;
            Array.Resize(ref data, (int)length);
            file.Data = data;
        }

        file.LastWriteTime = machine.Clock.SystemTime;
        return NTSTATUS.STATUS_SUCCESS;
    }

    // Without an offset, or with FILE_USE_FILE_POINTER_POSITION, the file position counts, which only synchronous files have.
    private NTSTATUS Locate(OpenedFile opened, ulong offset, bool mayAppend, out long at)
    {
        at = offset == 0 ? FromPosition : machine.Memory.Read<long>(offset);
        if (opened.File.IsDirectory)
        {
            return NTSTATUS.STATUS_INVALID_DEVICE_REQUEST;
        }

        if (at >> 32 == HighPartOfThose)
        {
            at = (int)at;
        }

        if (at == FromPosition)
        {
            at = opened.Position;
            return opened.IsSynchronous ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        if (at == ToEnd && mayAppend)
        {
            at = opened.File.Data.Length;
        }

        return at >= 0 ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_INVALID_PARAMETER;
    }
}
