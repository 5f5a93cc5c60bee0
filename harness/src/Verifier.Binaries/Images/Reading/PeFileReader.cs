using System.Security.Cryptography;

namespace Verifier.Binaries.Images.Reading;

/// <summary>Reads a whole file: headers, sections, then the tables in the image.</summary>
internal static class PeFileReader
{
    /// <summary>Reads a file.</summary>
    public static PeFile Read(byte[] file)
    {
        if (file.Length > PeFile.LargestFile)
        {
            throw DriverBytes.TooLarge(file.Length);
        }

        var bytes = CheckedBytes.OfFile(file);
        var headers = HeaderReader.Read(bytes);
        var (layout, sections) = new SectionReader(bytes, headers).Read();
        var image = CheckedBytes.OfImage(layout);
        return new PeFile
        {
            Layout = layout,
            PreferredBase = headers.PreferredBase,
            SizeOfImage = headers.SizeOfImage,
            EntryRva = headers.EntryRva,
            SectionAlignment = headers.SectionAlignment,
            TimeDateStamp = headers.TimeDateStamp,
            Characteristics = headers.Characteristics,
            DllCharacteristics = headers.DllCharacteristics,
            LinkerVersion = headers.LinkerVersion,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)),
            Sections = sections,
            Imports = new ImportReader(image).Read(headers.Directory(DirectoryIndex.Imports), headers.Directory(DirectoryIndex.DelayImports)),
            Exports = ExportReader.Read(image, headers.Directory(DirectoryIndex.Exports)),
            Relocations = RelocationReader.Read(image, headers.Directory(DirectoryIndex.Relocations)),
            Functions = FunctionReader.Read(image, headers.Directory(DirectoryIndex.Functions)),
            LoadConfiguration = LoadConfigurationReader.Read(image, headers.PreferredBase, headers.Directory(DirectoryIndex.LoadConfiguration)),
            Debug = DebugReader.Read(bytes, image, headers.Directory(DirectoryIndex.Debug)),
            Symbols = headers.Symbols,
        };
    }
}
