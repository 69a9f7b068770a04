using System.Globalization;
using System.Numerics;

namespace Tollgate.Security.Injection;

/// <summary>
/// A linear model over hashed words, pairs of words, pairs of meanings and signatures of a window of words. It was trained by the program
/// in `bench/Tollgate.Benchmarks/Security` on the data that docs/security/injection.md declares; its weights are a resource. A word whose
/// own weight is nought is not known to it, and no pair with that word is looked up.
/// </summary>
internal sealed class InjectionModel
{
    /// <summary>Words that are judged together.</summary>
    public const int Window = 48;

    /// <summary>How far the next window is from the last.</summary>
    public const int Stride = 24;

    /// <summary>How many features there are: words first, then everything else.</summary>
    public const int FeatureCount = Words + (1 << PairBits);

    /// <summary>How many of them are words.</summary>
    public const int WordFeatures = 1 << WordBits;

    private const int WordBits = 15;
    private const int PairBits = 17;
    private const int Words = WordFeatures;
    private const int LineLength = 160;
    private readonly sbyte[] _weights;
    private readonly float _scale;
    private readonly ModelScale _user;
    private readonly ModelScale _data;

    /// <summary>A model of those weights: first those for what people write, then those for data.</summary>
    public InjectionModel(sbyte[] weights, float scale, ModelScale user, ModelScale data)
    {
        _weights = weights;
        _scale = scale;
        _user = user;
        _data = data;
    }

    /// <summary>A model that knows those words and finds nothing: what features are listed with.</summary>
    public static InjectionModel Open(IEnumerable<uint> words)
    {
        var weights = new sbyte[2 * FeatureCount];
        weights.AsSpan(Words, FeatureCount - Words).Fill(1);
        foreach (var word in words)
        {
            weights[Feature(word)] = 1;
        }

        return new InjectionModel(weights, 0, new ModelScale(-10, 1), new ModelScale(-10, 1));
    }

    /// <summary>Reads the scale, bias and slope for people and for data, and the weights that are not nought in base64.</summary>
    public static InjectionModel Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var numbers = Array.ConvertAll(lines[0].Split(' '), static number => float.Parse(number, CultureInfo.InvariantCulture));
        var bytes = Convert.FromBase64String(string.Concat(lines.AsSpan(1)));
        var weights = new sbyte[2 * FeatureCount];
        var feature = -1;
        for (var at = 0; at < bytes.Length; at += 4)
        {
            feature += bytes[at] | (bytes[at + 1] << 8);
            (weights[feature], weights[FeatureCount + feature]) = ((sbyte)bytes[at + 2], (sbyte)bytes[at + 3]);
        }

        return new InjectionModel(weights, numbers[0], new ModelScale(numbers[1], numbers[2]), new ModelScale(numbers[3], numbers[4]));
    }

    /// <summary>The feature of a word.</summary>
    public static int Feature(uint word) => (int)(WordHash.Mix(word) >> (32 - WordBits));

    /// <summary>The feature of two words in a row.</summary>
    public static int Feature(uint word, uint next) => Words + (int)(WordHash.Mix((word * 31) ^ (next + 0x7F4A7C15)) >> (32 - PairBits));

    /// <summary>The feature of two words with one between them.</summary>
    public static int FeatureApart(uint word, uint next) => Words + (int)(WordHash.Mix((word * 17) ^ (next + 0x2545F491)) >> (32 - PairBits));

    /// <summary>The feature of the meanings of two words.</summary>
    public static int Feature(ulong classes, ulong next) =>
        Feature((uint)BitOperations.TrailingZeroCount(classes) + 101, ((uint)BitOperations.TrailingZeroCount(next) * 64) + 977);

    /// <summary>The weights for one kind of source, a byte a feature.</summary>
    public ReadOnlySpan<sbyte> Weights(bool isData) => _weights.AsSpan(isData ? FeatureCount : 0, FeatureCount);

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public string Print()
    {
        var weights = Convert.ToBase64String(Pack());
        var lines = new System.Text.StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{_scale:R} {_user.Bias:R} {_user.Slope:R} {_data.Bias:R} {_data.Slope:R}\n"));
        for (var at = 0; at < weights.Length; at += LineLength)
        {
            lines.Append(weights, at, Math.Min(LineLength, weights.Length - at)).Append('\n');
        }

        return lines.ToString();
    }

    /// <summary>How the odds stand that a window with that sum of weights over so many words is hostile: 0 is even.</summary>
    public float Odds(int sum, int words, bool isData)
    {
        var scale = isData ? _data : _user;
        return scale.Slope * ((sum * _scale / MathF.Sqrt(Math.Max(8, words))) + scale.Bias);
    }

    /// <summary>The probability of odds.</summary>
    public static float Probability(float odds) => 1 / (1 + MathF.Exp(-odds));

    /// <summary>The odds of a probability.</summary>
    public static float OddsOf(float probability) => MathF.Log(probability / (1 - probability));

    /// <summary>Four bytes a feature: how far it is from the last, and its weight for people and for data.</summary>
    private byte[] Pack()
    {
        var bytes = new List<byte>();
        var last = -1;
        for (var feature = 0; feature < FeatureCount; feature++)
        {
            var (user, data) = (_weights[feature], _weights[FeatureCount + feature]);
            if (user != 0 || data != 0 || feature - last == ushort.MaxValue)
            {
                var gap = feature - last;
                bytes.AddRange([(byte)gap, (byte)(gap >> 8), (byte)user, (byte)data]);
                last = feature;
            }
        }

        return [.. bytes];
    }
}
