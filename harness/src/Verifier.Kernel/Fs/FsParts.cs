namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class FsParts
{
    extension(Machine machine)
    {
        /// <summary>Files of the machine; a scenario may make some before it loads a driver.</summary>
        public FileStore Files => machine.Part<FileStore>(MachinePart.Files);

        /// <summary>Handles to them.</summary>
        public StoredFileHandles FileHandles => machine.Part<StoredFileHandles>(MachinePart.FileHandles);

        /// <summary>Reading and writing them.</summary>
        public FileTransfers FileTransfers => machine.Part<FileTransfers>(MachinePart.FileTransfers);

        /// <summary>Information about them.</summary>
        public FileInformation FileInformation => machine.Part<FileInformation>(MachinePart.FileInformation);

        /// <summary>Queries of directories.</summary>
        public DirectoryQuery Directories => machine.Part<DirectoryQuery>(MachinePart.Directories);
    }
}
