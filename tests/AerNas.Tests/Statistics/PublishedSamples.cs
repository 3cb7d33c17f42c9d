namespace AerNas.Tests.Statistics;

/// <summary>
/// Small samples that textbooks and the manuals of statistics programs analyse; each says where its values and results stand.
/// </summary>
internal static class PublishedSamples
{
    /// <summary>
    /// Hours of sleep gained by two drugs. Student, Biometrika 6 (1908) 20; analysed in the manual of R, <c>t.test</c> and <c>sleep</c>.
    /// </summary>
    public static readonly double[] SleepFirst = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];

    /// <inheritdoc cref="SleepFirst"/>
    public static readonly double[] SleepSecond = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    /// <summary>
    /// Darwin's maize, crossed less self-fertilized, in eighths of an inch. Fisher, The Design of Experiments (1935), section 17: t =
    /// 2.148; the manual of SciPy, <c>wilcoxon</c>: W = 24, p = 0.041259765625.
    /// </summary>
    public static readonly double[] Maize = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75];

    /// <summary>
    /// Depression before and after a tranquillizer. Hollander and Wolfe, Nonparametric Statistical Methods (1973) 29; the manual of R,
    /// <c>wilcox.test</c>: V = 40, one-sided p = 0.01953.
    /// </summary>
    public static readonly double[] DepressionBefore = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];

    /// <inheritdoc cref="DepressionBefore"/>
    public static readonly double[] DepressionAfter = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];

    /// <summary>
    /// Lightness of tuna and how a panel liked it. Hollander and Wolfe (1973) 187; the manual of R, <c>cor.test</c>: T = 26, tau =
    /// 0.4444444, p = 0.1194; rho = 0.6.
    /// </summary>
    public static readonly double[] TunaLightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];

    /// <inheritdoc cref="TunaLightness"/>
    public static readonly double[] TunaLiked = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];
}
